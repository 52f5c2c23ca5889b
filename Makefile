# 四到：make 列出全部命令。每个命令自己完成所需的准备；第二次立即开始。
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.DEFAULT_GOAL := list
.PHONY: list run test check bench soak interop screenshots lock clean

python := .venv/bin/python
setup := @sh resources/setup/prepare
pytest := $(python) -m pytest

list:  # 列出这些命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run:  ## 打开窗口；没有显示器时，从取号到上报走一遍，图片和文书写到 run/
	$(setup) run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(python) -m ui.main --demo $(ARGS); fi; \
	echo '没有显示器：演示一件事从取号到上报，结果写到 run/' >&2; \
	QT_QPA_PLATFORM=offscreen exec $(python) -m app demo journey --out run $(ARGS)

test:  ## 全部检查和测试（ARGS="-k 名称" 只跑一部分）
	$(setup) test
	@$(MAKE) check
	$(pytest) -n 3 --dist loadfile --no-loadscope-reorder --ignore tests/architecture $(ARGS)

check:  ## 格式、类型、谁可以引用谁、错误语句是否齐全
	$(setup) check
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy
	.venv/bin/lint-imports --no-logo
	$(pytest) -p no:xdist tests/architecture

bench:  ## 性能：每项与同一次运行里量得的下限相比（ARGS="bench_cases" 只跑一项）
	$(setup) test
	@QT_QPA_PLATFORM=offscreen $(python) -m tests.bench $(ARGS)

soak:  ## 长时间测试：随机断电、断网
	$(setup) test
	$(pytest) -p no:xdist tests/soak $(ARGS)

interop:  ## 用别家的客户端和浏览器测试（下载较多）
	$(setup) interop
	.build/interop/bin/python -m pytest -p no:xdist tests/interop $(ARGS)

screenshots:  ## 每个屏幕和每种文书的图片，写到 run/screenshots/
	$(setup) test
	@QT_QPA_PLATFORM=offscreen $(python) -m tests.screenshots --out run/screenshots $(ARGS)

lock:  ## 把依赖更新到最新的合适版本，重写两个 requirements.lock
	$(setup) lock

clean:  ## 删除 make 产生的一切：.venv、缓存、run/
	rm -rf .venv .build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis run sidao.egg-info
	find app db ui tests resources -name __pycache__ -type d -prune -exec rm -rf {} +
