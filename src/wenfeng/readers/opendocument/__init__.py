"""OpenDocument (ISO/IEC 26300): texts (odt) and sheets (ods), zipped or flat."""
