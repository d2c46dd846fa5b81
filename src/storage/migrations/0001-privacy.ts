/** What is taken out of the register again, and what stays of it so that counts and the audit log hold. */
export const privacy = `
-- When the bytes of a batch's file were removed; its numbers stay, and it can still be undone.
alter table import_batch add column file_removed_at timestamptz;

-- Numbers of persons whose data were erased, as digests: who is listed again by an office is the same person again, and is
-- not counted twice. The salt stands beside them: it keeps a number from being read, not from being tried.
create table erased_number (
  digest bytea primary key,
  person_id bigint not null,
  erased_at timestamptz not null default now()
);
create table erasure_salt (
  only_row boolean primary key default true check (only_row),
  salt bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
);
insert into erasure_salt default values;

create function erased_digest(kind smallint, code text) returns bytea language sql stable as $$
  select sha256(salt || convert_to(kind || ':' || code, 'UTF8')) from erasure_salt
$$;
`
