"""``python -m termcheck``: the program."""

from termcheck.cli.app import main

if __name__ == "__main__":
    main()
