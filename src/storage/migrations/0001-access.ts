/** Who may ask: keys and the areas they were granted. Small; written by administrators at the doors. */
export const access = `
-- A key is known by its public part and recognised by the SHA-256 of the whole: 256 random bits need no slow digest.
create table api_key (
  key_id text primary key,
  digest bytea not null,
  role text not null check (role in ('ADMINISTRATOR','DATA_OFFICER','ANALYST','PARTNER')),
  -- for a partner, who else reads nothing but segments
  reads_figures boolean not null default false,
  purpose text not null check (purpose <> ''),
  created_by text not null,
  created_at timestamptz not null,
  -- the first day on which it is refused
  valid_until date not null,
  revoked_at timestamptz,
  revoked_by text,
  -- written once an hour, not once a request
  last_used_at timestamptz
);

-- Which area a key is for: the version of it that existed on on_day, from a day until a day.
create table api_key_grant (
  key_id text not null references api_key on delete cascade,
  area_id int not null references area,
  on_day date not null,
  valid_from date not null,
  valid_until date not null default 'infinity',
  primary key (key_id, area_id, valid_from),
  check (valid_from < valid_until)
);
create index on api_key_grant (area_id);

-- Who read persons, sent, wrote and undid files, issued and revoked keys. Each entry's hash holds the one before.
create table audit_entry (
  entry_no bigint primary key,
  at timestamptz not null,
  account text not null,
  role text not null,
  action text not null,
  detail jsonb not null,
  previous bytea not null,
  hash bytea not null
);

create function audit_hash(previous bytea, entry_no bigint, at timestamptz, account text, role text, action text, detail jsonb)
returns bytea language sql immutable as $$
  select sha256(convert_to(jsonb_build_array(encode(previous, 'hex'), entry_no, extract(epoch from at), account, role, action, detail)::text, 'UTF8'))
$$;

create function append_audit_entry(account text, role text, action text, detail jsonb) returns void language plpgsql as $$
declare
  before audit_entry;
  number bigint;
  moment timestamptz;
begin
  perform pg_advisory_xact_lock(4, 0);
  select * into before from audit_entry order by entry_no desc limit 1;
  number := coalesce(before.entry_no, 0) + 1;
  moment := clock_timestamp();
  insert into audit_entry values (number, moment, account, role, action, detail, coalesce(before.hash, ''),
    audit_hash(coalesce(before.hash, ''), number, moment, account, role, action, detail));
end
$$;

create function keep_audit_entry() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to';
end
$$;
create trigger audit_entry_is_kept before update or delete or truncate on audit_entry
  for each statement execute function keep_audit_entry();
`
