# make demo   装好运行环境，检查示例方案，写出报告
# make test   装好测试环境，运行全部检查
# make bench  量启动时间、读取和处理的速度、遇到怪异文本时的用时
# make clean  删除以上产生的一切

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := corpora/samples
DEMO := build/demo

.PHONY: demo test bench clean

# The package itself is installed editable, so only a changed list of requirements or a changed
# pyproject.toml makes this run again.
$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null || { \
	  version=$$($(PYTHON) --version 2>/dev/null) || version=没有安装; \
	  echo "错误：需要 Python 3.11 到 3.14，而 $(PYTHON)：$$version。"; \
	  echo "提示：装好后用 make PYTHON=python3.12 这样的写法指定。"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "错误：建不了虚拟环境，$(PYTHON) 缺少 venv 或 ensurepip。"; \
	  echo "提示：Debian/Ubuntu 上运行 sudo apt-get install python3-venv 后再试。"; \
	  rm -rf $(VENV); exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The tests read scans as well; whoever only uses wenfeng need not have this.
$(VENV)/ocr: $(VENV)/ready requirements-ocr.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-ocr.lock
	@touch $@

demo: $(VENV)/ready
	@mkdir -p $(DEMO)
	@$(BIN)/wenfeng check $(SAMPLES) --fail-level never
	@$(BIN)/wenfeng check $(SAMPLES) --fail-level never --format html -o $(DEMO)/report.html
	@$(BIN)/wenfeng check $(SAMPLES) --fail-level never --format csv -o $(DEMO)/report.csv
	@echo "网页报告：$(CURDIR)/$(DEMO)/report.html"
	@echo "表格报告：$(CURDIR)/$(DEMO)/report.csv"

test: $(VENV)/ocr
	@PYTHON=$(CURDIR)/$(BIN)/python tools/check

bench: $(VENV)/ready
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/duplicates.py

clean:
	rm -rf $(VENV) build dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
