
(function () {
  "use strict";
  var $ = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };
  var filters = document.querySelector(".filters");

  // What is folded opens where a link points into it.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    var target = link && document.getElementById(link.getAttribute("href").slice(1));
    while (target) {
      if (target.tagName === "DETAILS") { target.open = true; }
      target = target.parentElement;
    }
  });
  if (!filters) { return; }
  filters.hidden = false;

  var plans = $("section.plan").map(function (section) {
    return {
      section: section,
      row: document.querySelector("tr[data-document='" + section.id + "']"),
      remarks: $("tr[data-rule]", section).map(function (row) {
        return { row: row, words: (row.parentNode.rows[0].textContent + row.textContent).toLowerCase() };
      }),
      groups: $(".findings tbody", section),
      findings: $(".findings, .sources", section),
      entries: $(".entries tbody tr:not(.section)", section).map(function (row) {
        return { row: row, marks: $("a", row), words: row.textContent.toLowerCase() };
      }),
      headings: $(".entries .section", section),
      marks: $(".number", section),
      lines: $(".under", section)
    };
  });

  // Who looks for a word finds what is said of the entry that holds it.
  plans.forEach(function (plan) {
    var said = {};
    plan.remarks.forEach(function (one) { said[one.row.id] = one; });
    plan.entries.forEach(function (entry) {
      entry.marks.forEach(function (mark) { said[of(mark).id].words += entry.words; });
    });
  });

  function chosen(name) {
    var field = filters.querySelector("[data-filter='" + name + "']");
    return field ? field.value.trim() : "";
  }
  function show(node, visible) {
    if (node) { node.classList.toggle("off", !visible); }
  }
  function visible(node) { return !node.classList.contains("off"); }
  function of(link) { return document.getElementById(link.getAttribute("href").slice(1)); }

  function apply() {
    var levels = {}, rule = chosen("rule"), words = chosen("words").toLowerCase();
    var unit = chosen("unit"), only = chosen("document"), files = 0, remarks = 0, all = true;
    $("[data-level]", filters).forEach(function (box) {
      levels[box.getAttribute("data-level")] = box.checked;
      all = all && box.checked;
    });
    plans.forEach(function (plan) {
      var wanted = (!only || plan.section.id === only) &&
        (!unit || plan.section.getAttribute("data-unit") === unit);
      if (wanted) { wanted = narrow(plan, levels, rule, words, all && !rule) || (all && !rule && !words); }
      show(plan.section, wanted);
      show(plan.row, wanted);
      files += wanted ? 1 : 0;
      remarks += wanted ? plan.remarks.filter(function (one) { return visible(one.row); }).length : 0;
    });
    filters.querySelector("[data-shown]").textContent =
      "现有 " + files + " 份文件、" + remarks + " 条意见";
  }

  // Whether anything of a plan is left; every entry may be, where all findings are welcome.
  function narrow(plan, levels, rule, words, every) {
    var left = 0;
    plan.remarks.forEach(function (one) {
      var row = one.row;
      var fits = levels[row.getAttribute("data-level")] &&
        (!rule || row.getAttribute("data-rule") === rule) &&
        (!words || one.words.indexOf(words) >= 0);
      show(row, fits);
      left += fits ? 1 : 0;
    });
    plan.groups.forEach(function (group) {
      show(group, $("tr[data-rule]", group).some(visible));
    });
    plan.findings.forEach(function (node) { show(node, left); });
    plan.entries.forEach(function (entry) {
      entry.marks.forEach(function (mark) { show(mark, visible(of(mark))); });
      var fits = entry.marks.some(visible) || (every && (!words || entry.words.indexOf(words) >= 0));
      show(entry.row, fits);
      left += fits ? 1 : 0;
    });
    plan.headings.forEach(function (row) {
      var next = row.nextElementSibling;
      while (next && !next.classList.contains("section") && !visible(next)) {
        next = next.nextElementSibling;
      }
      show(row, next && !next.classList.contains("section"));
    });
    plan.marks.forEach(function (mark) { show(mark, visible(of(mark))); });
    plan.lines.forEach(function (line) {
      var stays = line.getAttribute("data-of").split(" ").some(function (name) {
        return visible(document.getElementById(name));
      });
      line.classList.toggle("under", stays);
    });
    return left > 0;
  }

  var waiting;
  function later() { clearTimeout(waiting); waiting = setTimeout(apply, 200); }
  filters.addEventListener("change", apply);
  filters.querySelector("[data-filter='words']").addEventListener("input", later);
  filters.addEventListener("click", function (event) {
    var fold = event.target.getAttribute("data-fold");
    if (!fold) { return; }
    $("details.text").forEach(function (text) { text.open = fold === "open"; });
  });
  apply();
})();
