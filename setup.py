"""What a wheel holds beside the package: the checkout's own site, which `review init` makes new sites from."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

BROUGHT = ("mkdocs.yml", "docs", "vocabulary", "deploy", "materials", "pictures", "moved.yml", "hooks/events.py")


class WithSite(build_py):
    """Copies the site into the package, and only when a wheel is made: in a checkout there is but one of each file."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for name in filter(lambda name: Path(name).exists(), BROUGHT):
            target = Path(self.build_lib) / "review" / "brought" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if Path(name).is_dir():
                shutil.copytree(name, target, dirs_exist_ok=True)
            else:
                shutil.copy2(name, target)


setup(cmdclass={"build_py": WithSite})
