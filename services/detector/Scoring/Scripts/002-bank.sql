-- what the streaming bank of a series has learned: large, so stored now and then; the state has what came since
alter table {schema}.pipeline_scoring_series add column bank bytea;
alter table {schema}.pipeline_scoring_series alter column bank set storage external;
