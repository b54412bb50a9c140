create index pipeline_intake_processed on {schema}.pipeline_intake (processed_at) where processed_at is not null;
