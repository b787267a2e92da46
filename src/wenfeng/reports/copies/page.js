
(function () {
  "use strict";
  var $ = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };

  function unfold(node) {
    while (node) {
      if (node.tagName === "DETAILS") { node.open = true; }
      node = node.parentElement;
    }
  }

  // A passage brings its like on the other side to its own height; the page stays where it is.
  function pane(node) { return node.closest(".text"); }
  function meet(passage, partner) {
    unfold(partner);
    var box = pane(partner);
    var off = partner.getBoundingClientRect().top - passage.getBoundingClientRect().top;
    if (box.parentNode.offsetTop !== pane(passage).parentNode.offsetTop) {  // one above the other
      off = partner.getBoundingClientRect().top - box.getBoundingClientRect().top - 24;
    }
    box.scrollTop += off;
    $(".hit").forEach(function (node) { node.classList.remove("hit"); });
    [passage, partner].forEach(function (node) {
      same(node).forEach(function (piece) { piece.classList.add("hit"); });
    });
  }
  function same(passage) {
    return $(".m[data-m='" + passage.getAttribute("data-m") + "']", passage.closest(".pair"));
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    var target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) { return; }
    if (link.classList.contains("m")) {
      event.preventDefault();
      meet(link, target);
    } else {
      unfold(target);
    }
  });

  var lit = [];
  function light(event) {
    var passage = event.target.closest && event.target.closest(".sides .m");
    lit.forEach(function (piece) { piece.classList.remove("on"); });
    lit = passage ? same(passage) : [];
    lit.forEach(function (piece) { piece.classList.add("on"); });
  }
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);

  var filters = document.querySelector(".filters");
  if (!filters) { return; }
  filters.hidden = false;
  var body = document.querySelector(".pairs tbody");
  var pairs = $("tr", body).map(function (row) {
    return {
      row: row,
      section: document.getElementById(row.getAttribute("data-pair")),
      kind: row.getAttribute("data-kind"),
      similarity: Number(row.getAttribute("data-least")),
      words: row.textContent.toLowerCase()
    };
  });

  function apply() {
    var kinds = {}, shown = 0;
    var least = Number(filters.querySelector("[data-filter='least']").value) || 0;
    var words = filters.querySelector("[data-filter='words']").value.trim().toLowerCase();
    $("[data-kind]", filters).forEach(function (box) {
      kinds[box.getAttribute("data-kind")] = !box.checked;
    });
    pairs.forEach(function (pair) {
      var fits = !kinds[pair.kind] && pair.similarity >= least && pair.words.indexOf(words) >= 0;
      pair.row.classList.toggle("off", !fits);
      if (pair.section) { pair.section.classList.toggle("off", !fits); }
      shown += fits ? 1 : 0;
    });
    filters.querySelector("[data-shown]").textContent = "现有 " + shown + " 对";
  }

  function value(row, column, sort) {
    var cell = row.cells[column];
    return sort === "number" ? Number(cell.getAttribute("data-value")) : cell.textContent;
  }
  function order(head, column) {
    var sort = head.getAttribute("data-sort");
    var down = head.getAttribute("aria-sort") ?
      head.getAttribute("aria-sort") === "ascending" : sort === "number" && column > 0;
    $("[aria-sort]", head.parentNode).forEach(function (th) { th.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    pairs.slice().sort(function (one, other) {
      var x = value(one.row, column, sort), y = value(other.row, column, sort);
      var ahead = sort === "number" ? x - y : x.localeCompare(y, "zh");
      return down ? -ahead : ahead;
    }).forEach(function (pair) { body.appendChild(pair.row); });
  }
  $(".pairs th[data-sort]").forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () { order(head, head.cellIndex); });
  });

  var waiting;
  function later() { clearTimeout(waiting); waiting = setTimeout(apply, 200); }
  filters.addEventListener("change", apply);
  filters.addEventListener("input", later);
  filters.addEventListener("click", function (event) {
    var fold = event.target.getAttribute("data-fold");
    if (!fold) { return; }
    $(".pair").forEach(function (pair) { pair.open = fold === "open"; });
  });
  apply();
})();
