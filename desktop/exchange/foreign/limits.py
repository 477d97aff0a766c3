"""What a file may ask of this computer before it is refused."""

MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE
MEMORY = 512 * MEGABYTE
CPU_SECONDS = 9
WALL_SECONDS = 30
ROWS = 100_000
COLUMNS = 500
LETTERS_OF_A_CELL = 1_000_000
LETTERS_IN_ALL = 100_000_000
# Of a packed file, such as a workbook: how many parts, how large unpacked, and how much larger than packed.
PARTS = 5_000
UNPACKED = 256 * MEGABYTE
RATIO = 250
RATIO_FROM = 8 * MEGABYTE


def restrict() -> None:
    """Let the system hold this process to the limits; where it cannot (Windows), only the counting of readers does."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it writes into a pipe and nowhere else
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (least, least))
        except (OSError, ValueError):  # macOS knows no limit of the address space
            continue
