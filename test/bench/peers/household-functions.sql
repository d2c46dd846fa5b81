-- A page of the households of a class in an area, in the order of their places, with members and the cards that count on the day:
-- from the register's tables, as a team would write it. Relations and computed columns for PostGraphile, statements for the others.
create view peer.household_row as
select null::bigint as household_id, null::date as on_day, null::text as head_name, null::text as household_class, null::int as area_id
where false;
create view peer.member_row as
select null::bigint as household_id, null::bigint as person_id, null::date as on_day, null::text as full_name, null::date as birth_date,
  null::text as sex, null::text as relation_to_head
where false;
create type peer.card as (card_number text, participant_code text, valid_from date, valid_until date);
comment on view peer.household_row is E'@foreignKey (area_id) references peer.area (area_id)|@fieldName area';

create function peer.households_of(parent_code text, on_day date, class text, after_code text, after_id bigint)
returns setof peer.household_row language sql stable as $$
  select household_id, on_day, head_name, class, area_id
  from (
    select state.household_id, state.area_id, place.code
    from public.area upper_area
    join public.area_ancestor link on link.ancestor_id = upper_area.area_id and link.valid_from <= on_day and on_day < link.valid_until
    join public.household_state state on state.area_id = link.area_id
    join public.area place on place.area_id = state.area_id
    where upper_area.code = parent_code and upper_area.valid_from <= on_day and on_day < upper_area.valid_until
      and state.valid_from <= on_day and on_day < state.valid_until
      and state.household_class = array_position(array['POOR', 'NEAR_POOR', 'MIDDLE_INCOME_FARMING', 'OTHER'], class)
      and (place.code collate "C", state.household_id) > (after_code, after_id)
    order by place.code collate "C", state.household_id limit 100
  ) page join public.household using (household_id)
  order by page.code collate "C", household_id
$$;

create function peer.household_row_members(line peer.household_row) returns setof peer.member_row language sql stable as $$
  select line.household_id, person_id, line.on_day, full_name, birth_date, (array['FEMALE', 'MALE'])[sex], relation_to_head
  from public.residence home join public.person using (person_id)
  where home.household_id = line.household_id and home.valid_from <= line.on_day and line.on_day < home.valid_until
  order by person_id
$$;

create function peer.member_row_enrolment(line peer.member_row) returns peer.card language sql stable as $$
  select nullif(card.card_number, ''), card.participant_code, card.valid_from, nullif(card.valid_until, 'infinity')
  from public.enrolment card left join public.participant_code meaning on meaning.code = card.participant_code
  where card.person_id = line.person_id and card.valid_from <= line.on_day and line.on_day < card.valid_until
  order by meaning.law_order, meaning.code_no, card.valid_from, card.card_number limit 1
$$;
