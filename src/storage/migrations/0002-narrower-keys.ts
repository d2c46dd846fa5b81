const CODES = `('STATISTICS','REGISTER_KEEPING','CAMPAIGNS','INSPECTION','SEGMENT_SERVICE','ADMINISTRATION')`

/** What a role is for when nobody says otherwise: so were keys and accounts used that are older than purposes. */
const usual = `case role when 'ADMINISTRATOR' then 'ADMINISTRATION' when 'DATA_OFFICER' then 'REGISTER_KEEPING'
  when 'ANALYST' then 'STATISTICS' when 'PARTNER' then 'SEGMENT_SERVICE' end`

/** What keys, accounts and segments are given for, the audit log with it, and from where a key may be shown. */
export const narrowerKeys = `
-- Beside the text: which of the registered purposes. It narrows what the role may, and never changes.
alter table api_key add column purpose_code text check (purpose_code in ${CODES});
update api_key set purpose_code = ${usual};
alter table api_key alter column purpose_code set not null;

-- The networks from which it lets in; none: from anywhere.
alter table api_key add column from_addresses cidr[] not null default '{}';

alter table account add column purpose_code text check (purpose_code in ${CODES});
update account set purpose_code = ${usual};
alter table account alter column purpose_code set not null;

-- Of the segment, not of a version: what is shared for another purpose is another segment.
alter table segment add column purpose_code text check (purpose_code in ${CODES});
update segment set purpose_code = 'SEGMENT_SERVICE';
alter table segment alter column purpose_code set not null;

-- What the account or key was for then. Entries that are older have none, and their hash is what it was.
alter table audit_entry add column purpose_code text;

drop function audit_hash(bytea, bigint, timestamptz, text, text, text, jsonb);
create function audit_hash(previous bytea, entry_no bigint, at timestamptz, account text, role text, action text, detail jsonb,
  purpose_code text)
returns bytea language sql immutable as $$
  select sha256(convert_to((jsonb_build_array(encode(previous, 'hex'), entry_no, extract(epoch from at), account, role, action, detail)
    || case when purpose_code is null then '[]' else jsonb_build_array(purpose_code) end)::text, 'UTF8'))
$$;

-- The hub itself and the administrator of its own key are no rows: they administer.
create function purpose_of_account(account text) returns text language sql stable as $$
  select coalesce(
    (select purpose_code from api_key where key_id = $1), (select purpose_code from account where account_id = $1), 'ADMINISTRATION')
$$;

create or replace function append_audit_entry(account text, role text, action text, detail jsonb) returns void language plpgsql as $$
declare
  before audit_entry;
  number bigint;
  moment timestamptz;
  purpose_code text;
begin
  perform pg_advisory_xact_lock(4, 0);
  select * into before from audit_entry order by entry_no desc limit 1;
  number := coalesce(before.entry_no, 0) + 1;
  moment := clock_timestamp();
  purpose_code := purpose_of_account(account);
  insert into audit_entry values (number, moment, account, role, action, detail, coalesce(before.hash, ''),
    audit_hash(coalesce(before.hash, ''), number, moment, account, role, action, detail, purpose_code), purpose_code);
end
$$;
`
