"""Tests of the frame: settings, commands of the Makefile."""
