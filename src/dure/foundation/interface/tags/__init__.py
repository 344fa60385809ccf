"""The template tags behind ``{% load dure %}``, one file a family."""
