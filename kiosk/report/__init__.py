"""情况报告: from what kiosks wrote down to a Word document, a workbook and a page; only made when asked for."""
