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
`
