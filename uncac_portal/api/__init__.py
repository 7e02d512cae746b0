"""The record for programs: `/api/v1/`, read only, made of the same tables as every download."""
