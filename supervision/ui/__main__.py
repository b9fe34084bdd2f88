"""The dashboard's process. Its log comes first, so that what libraries say while they are imported is written there too."""

from supervision.ui.log import write_lines

write_lines()

from supervision.ui.server import main  # noqa: E402

main()
