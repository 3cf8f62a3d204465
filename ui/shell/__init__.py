"""The parts of the window: each about one thing, put together by ui/window.py. None of them knows the window."""
