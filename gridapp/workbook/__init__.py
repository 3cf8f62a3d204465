"""The records workbook (台账工作簿), in and out. What is written reads again without a difference."""
