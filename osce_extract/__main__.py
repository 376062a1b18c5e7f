"""`python -m osce_extract` is `osce-extract`."""

from osce_extract.cli import main

if __name__ == "__main__":
    main()
