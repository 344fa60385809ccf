"""settings.md: every environment variable of the product, and of its tools and tests."""

import re
from dataclasses import dataclass

from tools.packages import ROOT
from tools.reference.markdown import code, table, top

LEAD = """Everything a site may choose is an environment variable. None has to be set: `dure serve` works without.
`DURE_PRODUCTION=1` refuses settings that are fit for a desk only."""
READ = re.compile(r"\bDURE_[A-Z][A-Z_]*[A-Z]\b")
SOURCES = ("src/dure/**/*.py", "tools/**/*", "tests/**/*.py", "benchmarks/**/*.py", "run", "test", "hatch_build.py")


@dataclass(frozen=True)
class Variable:
    """``default`` is what holds when it is not set; empty for none."""

    name: str
    meaning: str
    default: str = ""


SITE = (
    Variable(
        "DURE_HOME", "Folder of all data: database, documents, secrets, mail. Readable by its owner only.", "./var"
    ),
    Variable(
        "DURE_DATABASE_URL", "Another database, such as `postgres://user:password@host/name`.", "SQLite in DURE_HOME"
    ),
    Variable(
        "DURE_PRODUCTION", "Behind TLS on a public name: secure cookies, HSTS, redirect to https, start-up checks.", "0"
    ),
    Variable(
        "DURE_ALLOWED_HOSTS", "Host names this site answers to, separated by commas.", "127.0.0.1,localhost,[::1]"
    ),
    Variable("DURE_TRUSTED_ORIGINS", "Origins whose forms are accepted, with scheme: `https://dure.example.go.kr`."),
    Variable("DURE_BEHIND_PROXY", "1 where a reverse proxy ends TLS and sets X-Forwarded-Proto itself.", "0"),
    Variable("DURE_GATEWAY_TOKEN", "The token of `dure gateway`, where its configuration names no `token_file`."),
    Variable("DURE_SITE_URL", "The address that links in e-mails begin with.", "http://127.0.0.1:8000"),
    Variable("DURE_SECRET_KEY", "Key of sessions, at least 40 characters in production.", "made once, in DURE_HOME"),
    Variable("DURE_BACKUP_PASSPHRASE", "Seals the keys in a backup, opens them for a restore.", "asked on a terminal"),
    Variable("DURE_DEBUG", "1 shows errors with their source. Never in production.", "0"),
    Variable("DURE_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR, to standard error.", "WARNING"),
    Variable("DURE_DOCUMENT_MAX_BYTES", "Largest single upload, in bytes.", "31457280 (30 MB)"),
    Variable(
        "DURE_SIGNING_SECRET",
        "What private keys are encrypted with; keep it apart from the database.",
        "made once, in DURE_HOME",
    ),
    Variable(
        "DURE_SIGNING_DEVELOPMENT_CA", "1 lets the installation issue certificates of its own.", "1, in production 0"
    ),
    Variable("DURE_SIGNING_CERTIFICATE_YEARS", "How long such a certificate is valid, in years.", "10"),
    Variable("DURE_SIGNING_TRUST", "PEM file of the authorities whose certificates are taken at their word."),
    Variable(
        "DURE_SIGNER_URL", "Address (https) of an external signer; [what it is asked](../explanation/signing.md)."
    ),
    Variable("DURE_SIGNER_COMMAND", "Command of an external signer, where it has no address."),
    Variable("DURE_SIGNER_TOKEN", "Bearer token sent to the external signer."),
    Variable("DURE_SIGNER_CERTIFICATE", "PEM file with the external signer's certificate and its chain."),
    Variable(
        "DURE_EMAIL_BACKEND",
        "How e-mail leaves: `django.core.mail.backends.smtp.EmailBackend` for a mail server.",
        "files in DURE_HOME/mail",
    ),
    Variable("DURE_EMAIL_HOST", "The mail server.", "localhost"),
    Variable("DURE_EMAIL_PORT", "Its port.", "25"),
    Variable("DURE_EMAIL_USER", "Its account."),
    Variable("DURE_EMAIL_PASSWORD", "The account's password."),
    Variable("DURE_EMAIL_TLS", "1 for STARTTLS.", "0"),
    Variable("DURE_EMAIL_FROM", "The sender of all e-mail.", "dure@localhost"),
)
WORKSHOP = (
    Variable("DURE_PYTHON", "The Python that `./run` and `./test` begin with.", "the first fitting one on the PATH"),
    Variable("DURE_PLAIN_ASSETS", "1 builds a wheel without the interface's files (plain style).", "0"),
    Variable("DURE_TEST_DATABASE", "`sqlite` or `postgres`; `./test postgres` sets it.", "sqlite"),
    Variable("DURE_TEST_POSTGRES_URL", "The server of the tests on PostgreSQL; `./test postgres` sets it."),
    Variable("DURE_TEST_NEWEST", "The newer Python that PostgreSQL's tests run on; `./test postgres` sets it."),
    Variable("DURE_TEST_PICTURES", "A folder in which the kiosk's journeys leave a picture of each screen."),
    Variable("DURE_TEST_WALK", "Steps of the random walk over claims and payments.", "60"),
    Variable("DURE_TEST_CHROMIUM", "The browser of the journeys and screenshots.", "the system's Chromium"),
)


def page() -> str:
    """Two tables: for a site, for a workshop."""
    return "\n".join(
        [
            top("Settings", LEAD),
            "## For a site\n",
            table(["variable", "meaning", "default"], (_row(each) for each in SITE)),
            "## For developers\n",
            table(["variable", "meaning", "default"], (_row(each) for each in WORKSHOP)),
        ]
    )


def _row(each: Variable) -> list[str]:
    return [code(each.name), each.meaning, each.default]


def read_somewhere() -> set[str]:
    """Every variable that the code names."""
    found: set[str] = set()
    for pattern in SOURCES:
        for path in ROOT.glob(pattern):
            if path.is_file() and path.suffix in {".py", ""} and "reference" not in path.parts:
                found |= set(READ.findall(path.read_text(encoding="utf-8")))
    return found
