-- What the peers of `npm run bench -- segments` are given: the households of a day with what hangs on them, in views that know
-- nothing of masks, ids of a partner's own, or an audit log.
create schema peer;

create view peer.household_now as
select h.household_id, h.head_name,
  (array['POOR', 'NEAR_POOR', 'MIDDLE_INCOME_FARMING', 'OTHER'])[s.household_class] as household_class,
  c.code as area_code, trim(c.unit_type || ' ' || c.name) as area_name
from household_state s
join household h using (household_id)
join area_ancestor l on l.area_id = s.area_id and l.ancestor_level = 3 and l.valid_from <= current_date and current_date < l.valid_until
join area c on c.area_id = l.ancestor_id
where s.valid_from <= current_date and current_date < s.valid_until;

create view peer.member_now as
select r.household_id, p.person_id, p.full_name, p.birth_date,
  (array['FEMALE', 'MALE'])[p.sex] as sex, r.relation_to_head
from residence r join person p using (person_id)
where r.valid_from <= current_date and current_date < r.valid_until;

create type peer.card as (card_number text, participant_code text, valid_from date, valid_until date);

comment on view peer.household_now is E'@primaryKey household_id';
comment on view peer.member_now is E'@primaryKey person_id\n@foreignKey (household_id) references peer.household_now (household_id)|@foreignFieldName members';

-- The card that counts: a computed column for PostGraphile, a statement for the others.
create function peer.card_of(person bigint) returns peer.card language sql stable as $$
  select nullif(e.card_number, ''), e.participant_code, e.valid_from, nullif(e.valid_until, 'infinity')
  from enrolment e left join participant_code pc on pc.code = e.participant_code
  where e.person_id = person and e.valid_from <= current_date and current_date < e.valid_until
  order by pc.law_order, pc.code_no, e.valid_from, e.card_number limit 1
$$;
create function peer.member_now_enrolment(member peer.member_now) returns peer.card language sql stable as $$
  select peer.card_of(member.person_id)
$$;
