"""The standard tests of Airbyte's CDK, on the launcher in place of a Python source."""

from pathlib import Path

import pytest
from airbyte_cdk.test import entrypoint_wrapper
from airbyte_cdk.test.standard_tests.source_base import SourceTestSuiteBase
from connector import run

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


class Launched:
    """Stands for the connector where the CDK wants an object; run_launcher is what runs."""

    def spec(self, logger):
        raise NotImplementedError


def run_launcher(source, args, expecting_exception=None, *, expected_outcome=None):
    return entrypoint_wrapper.EntrypointOutput(messages=run(*args).stdout.splitlines())


class TestSuite(SourceTestSuiteBase):
    connector = Launched

    @pytest.fixture(autouse=True)
    def launch(self, monkeypatch):
        monkeypatch.setattr(entrypoint_wrapper, "_run_command", run_launcher)

    @classmethod
    def get_connector_root_dir(cls):
        return Path(__file__).resolve().parent.parent
