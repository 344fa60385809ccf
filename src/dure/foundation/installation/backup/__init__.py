"""Everything of an installation in one file, and back: the database as rows that any database takes, the files by hash.

The rows are those of the migrations recorded in the file, so that a newer version of the product can load them and
then migrate, and SQLite and PostgreSQL read each other's backups.
"""
