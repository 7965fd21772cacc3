import pytest
@pytest.mark.django_db
def test_x(agreement_html, agreement_pdf):
    import shutil, pathlib
    pathlib.Path("/tmp/mine.html").write_text(agreement_html); shutil.copy(agreement_pdf,"/tmp/mine.pdf")
