-- Room on each page for the new version of a changed row. Where no indexed column changes, such an update touches no
-- index: one changed row in a hundred then writes a third of the log it wrote on full pages.
ALTER TABLE lambda_version SET (fillfactor = 90);
ALTER TABLE lambda_function SET (fillfactor = 85);
