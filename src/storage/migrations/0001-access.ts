/** Who may ask: keys, accounts, and the areas they were granted. Small; written by administrators at the doors. */
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

-- Somebody who signs in at the office's provider of identities: known by the subject that it gives them, never by an e-mail
-- address. Role and areas stand here, whatever a token says.
create table account (
  account_id text primary key,
  issuer text not null,
  subject text not null check (subject <> ''),
  name text not null check (name <> ''),
  role text not null check (role in ('ADMINISTRATOR','DATA_OFFICER','ANALYST','PARTNER')),
  reads_figures boolean not null default false,
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  -- written once an hour, not once a request
  last_seen_at timestamptz
);
-- One that was ended stays for what it did; the same subject may be invited again.
create unique index on account (issuer, subject) where ended_at is null;

-- Which area an account is for: the version of it that existed on on_day, from a day until a day.
create table account_grant (
  account_id text not null references account on delete cascade,
  area_id int not null references area,
  on_day date not null,
  valid_from date not null,
  valid_until date not null default 'infinity',
  primary key (account_id, area_id, valid_from),
  check (valid_from < valid_until)
);
create index on account_grant (area_id);

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
-- Of one sender in a day: each file of persons asks for it.
create index audit_entry_held on audit_entry (account, at) where action = 'ROWS_HELD';

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
create trigger audit_entry_is_kept before update or truncate on audit_entry
  for each statement execute function keep_audit_entry();

-- Up to where the log was cut when its entries were old enough: number and hash of the last one gone, which the next one holds
-- as what stood before it. The cut itself is an entry of the log (AUDIT_CUT).
create table audit_anchor (
  only_row boolean primary key default true check (only_row),
  entry_no bigint not null default 0,
  hash bytea not null default ''
);
insert into audit_anchor default values;

create function keep_uncut_entries() returns trigger language plpgsql as $$
begin
  if exists (select from gone, audit_anchor where gone.entry_no > audit_anchor.entry_no) then
    raise exception 'the audit log is only ever added to';
  end if;
  return null;
end
$$;
create trigger uncut_entries_are_kept after delete on audit_entry
  referencing old table as gone for each statement execute function keep_uncut_entries();

-- Removes the entries from before a moment and gives how many; the newest always stays.
create function cut_audit_log(account text, role text, before timestamptz) returns bigint language plpgsql as $$
declare
  final audit_entry;
  number bigint;
begin
  perform pg_advisory_xact_lock(4, 0);
  select * into final from audit_entry
  where entry_no < coalesce((select min(entry_no) from audit_entry where at >= before), (select max(entry_no) from audit_entry))
  order by entry_no desc limit 1;
  if final is null then return 0; end if;
  perform append_audit_entry(account, role, 'AUDIT_CUT',
    jsonb_build_object('entryNo', final.entry_no, 'hash', encode(final.hash, 'hex'), 'before', before));
  update audit_anchor set entry_no = final.entry_no, hash = final.hash;
  delete from audit_entry where entry_no <= final.entry_no;
  get diagnostics number = row_count;
  return number;
end
$$;
`
