-- What the peers ask: coverage over the hub's own cube, as a team would write it for just these questions. The bench installs
-- it in a schema of its own. Plain SQL, so that the planner looks through every function. Each has the short cuts of the hub's own
-- statements: sums by one dimension, years, months and days read from the nearer side, and the day's buckets worked out once.
drop schema if exists peer cascade;
create schema peer;

create view peer.area as
select area_id, code, trim(unit_type || ' ' || name) as full_name from public.area;
comment on view peer.area is '@primaryKey area_id';

create view peer.target as
select target_id, area_id, value, valid_from, due_on from public.target where measure = 'COVERAGE_RATE';
comment on view peer.target is '@primaryKey target_id';

-- What a row of an answer holds: its area and parent are relations, its target a computed column. Nothing is ever read from these
-- views.
create view peer.coverage_row as
select null::int as area_id, null::int as parent_id, null::date as on_day, null::int as population, null::int as covered,
  null::float8 as coverage_rate
where false;
create view peer.group_row as
select null::int as area_id, null::int as participant_group, null::int as covered where false;
comment on view peer.coverage_row is E'@foreignKey (area_id) references peer.area (area_id)|@fieldName area\n@foreignKey (parent_id) references peer.area (area_id)|@fieldName parent';
comment on view peer.group_row is E'@foreignKey (area_id) references peer.area (area_id)|@fieldName area';

create function peer.coverage_row_target(line peer.coverage_row) returns peer.target language sql stable as $$
  select * from peer.target
  where area_id = line.area_id and valid_from <= line.on_day and line.on_day <= due_on
  order by valid_from desc, due_on limit 1
$$;

create function peer.coverage_row_cards_needed(line peer.coverage_row) returns int language sql stable as $$
  select greatest(0, ceil(value::numeric * line.population) - line.covered)::int from peer.coverage_row_target(line)
$$;

create function peer.areas_in(parent_code text, on_day date) returns table (area_id int, parent_id int, code text)
language sql stable as $$
  select area.area_id, link.parent_id, area.code
  from public.area upper_area
  join public.area_parent link on link.parent_id = upper_area.area_id and link.valid_from <= on_day and on_day < link.valid_until
  join public.area on area.area_id = link.area_id
  where upper_area.code = parent_code and upper_area.valid_from <= on_day and on_day < upper_area.valid_until
    and area.valid_from <= on_day and on_day < area.valid_until
$$;

create function peer.buckets(on_day date)
returns table (years_until int, month_sign int, months_from int, months_until int, day_sign int, days_from int, days_until int)
language sql stable as $$
  select year + case when months <= 6 then 0 else 1 end, case when months <= 6 then 1 else -1 end,
    year * 12 + case when months <= 6 then 0 else months end, year * 12 + case when months <= 6 then months else 12 end,
    case when is_early then 1 else -1 end,
    case when is_early then month_start else day_number + 1 end, case when is_early then day_number + 1 else month_end end
  from (
    select on_day - date '1970-01-01' as day_number, extract(year from on_day)::int as year, extract(day from on_day) <= 15 as is_early,
      extract(month from on_day)::int - case when extract(day from on_day) <= 15 then 1 else 0 end as months,
      date_trunc('month', on_day::timestamp)::date - date '1970-01-01' as month_start,
      (date_trunc('month', on_day::timestamp) + interval '1 month')::date - date '1970-01-01' as month_end
  ) numbers offset 0
$$;

-- The questions, each as one list.
create function peer.coverage(parent_code text, on_day date) returns setof peer.coverage_row language sql stable as $$
  with b as materialized (select * from peer.buckets(on_day))
  select part.area_id, part.parent_id, on_day, count.population, count.covered, count.covered::float8 / nullif(count.population, 0)
  from (select * from peer.areas_in(parent_code, on_day) order by code collate "C") part cross join b cross join lateral (
    select coalesce(sum(n_all), 0)::int as population, coalesce(sum(n_cov), 0)::int as covered from (
      select n_all, n_cov from public.coverage_cube
      where area_id = part.area_id and span = 0 and bucket < b.years_until
      union all
      select n_all * b.month_sign, n_cov * b.month_sign from public.coverage_cube
      where area_id = part.area_id and span = 1 and bucket >= b.months_from and bucket < b.months_until
      union all
      select n_all * b.day_sign, n_cov * b.day_sign from public.coverage_cube
      where area_id = part.area_id and span = 2 and bucket >= b.days_from and bucket < b.days_until
    ) change
  ) count
  order by part.code collate "C"
$$;

-- Of all areas from the commune up, side by side, as the hub reads a whole level.
create function peer.best(on_day date) returns setof peer.coverage_row language sql stable as $$
  select part.area_id, null::int, on_day, count.population, count.covered, count.covered::float8 / nullif(count.population, 0)
  from peer.buckets(on_day) b cross join lateral (
    select area_id, sum(n_all)::int as population, sum(n_cov)::int as covered from (
      select area_id, n_all, n_cov from public.coverage_cube where combos is not null and span = 0 and bucket < b.years_until
      union all
      select area_id, n_all * b.month_sign, n_cov * b.month_sign from public.coverage_cube
      where combos is not null and span = 1 and bucket >= b.months_from and bucket < b.months_until
      union all
      select area_id, n_all * b.day_sign, n_cov * b.day_sign from public.coverage_cube
      where combos is not null and span = 2 and bucket >= b.days_from and bucket < b.days_until
    ) change group by area_id
  ) count join public.area part using (area_id)
  where part.level = 3 and part.valid_from <= on_day and on_day < part.valid_until
  order by 6 desc nulls last, part.code collate "C" limit 100
$$;

create function peer.by_group(parent_code text, on_day date) returns setof peer.group_row language sql stable as $$
  with b as materialized (select * from peer.buckets(on_day))
  select part.area_id, split.participant_group, split.covered::int
  from (select * from peer.areas_in(parent_code, on_day) order by code collate "C") part cross join b cross join lateral (
    select sum(group_cov_0) as g0, sum(group_cov_1) as g1, sum(group_cov_2) as g2, sum(group_cov_3) as g3,
      sum(group_cov_4) as g4, sum(group_cov_5) as g5, sum(group_cov_6) as g6
    from (
      select group_cov_0, group_cov_1, group_cov_2, group_cov_3, group_cov_4, group_cov_5, group_cov_6
      from public.coverage_cube where area_id = part.area_id and span = 0 and bucket < b.years_until
      union all
      select group_cov_0 * b.month_sign, group_cov_1 * b.month_sign, group_cov_2 * b.month_sign, group_cov_3 * b.month_sign,
        group_cov_4 * b.month_sign, group_cov_5 * b.month_sign, group_cov_6 * b.month_sign
      from public.coverage_cube where area_id = part.area_id and span = 1 and bucket >= b.months_from and bucket < b.months_until
      union all
      select group_cov_0 * b.day_sign, group_cov_1 * b.day_sign, group_cov_2 * b.day_sign, group_cov_3 * b.day_sign,
        group_cov_4 * b.day_sign, group_cov_5 * b.day_sign, group_cov_6 * b.day_sign
      from public.coverage_cube where area_id = part.area_id and span = 2 and bucket >= b.days_from and bucket < b.days_until
    ) change
  ) summed cross join lateral (values (null::int, g0), (1, g1), (2, g2), (3, g3), (4, g4), (5, g5), (6, g6))
    split(participant_group, covered)
  where split.covered <> 0
  order by part.code collate "C", split.participant_group
$$;

-- The same as flat rows, the area's names beside the numbers: less than the hub gives, for whoever needs no more.
create function peer.flat_coverage(parent_code text, on_day date)
returns table (code text, full_name text, population int, covered int, coverage_rate float8) language sql stable as $$
  select area.code, area.full_name, line.population, line.covered, line.coverage_rate
  from peer.coverage(parent_code, on_day) line join peer.area using (area_id) order by area.code collate "C"
$$;
create function peer.flat_targets(parent_code text, on_day date)
returns table (code text, full_name text, population int, covered int, coverage_rate float8, target_value float8)
language sql stable as $$
  select area.code, area.full_name, line.population, line.covered, line.coverage_rate, target.value
  from (select * from peer.coverage(parent_code, on_day) limit 100) line join peer.area using (area_id)
  left join lateral (
    select value from peer.target where area_id = line.area_id and valid_from <= on_day and on_day <= due_on
    order by valid_from desc, due_on limit 1
  ) target on true
  order by area.code collate "C"
$$;
create function peer.flat_gaps(parent_code text, on_day date)
returns table (code text, full_name text, parent_code text, parent_full_name text, population int, covered int, target_value float8,
  cards_needed int)
language sql stable as $$
  select area.code, area.full_name, parent.code, parent.full_name, line.population, line.covered, target.value,
    greatest(0, ceil(target.value::numeric * line.population) - line.covered)::int
  from peer.coverage($1, $2) line join peer.area using (area_id) join peer.area parent on parent.area_id = line.parent_id
  left join lateral (
    select value from peer.target where area_id = line.area_id and valid_from <= $2 and $2 <= due_on
    order by valid_from desc, due_on limit 1
  ) target on true
  order by area.code collate "C"
$$;
create function peer.flat_groups(parent_code text, on_day date)
returns table (code text, full_name text, participant_group int, covered int) language sql stable as $$
  select area.code, area.full_name, line.participant_group, line.covered
  from (select * from peer.by_group(parent_code, on_day) limit 100) line join peer.area using (area_id)
  order by area.code collate "C", line.participant_group
$$;
create function peer.flat_best(on_day date)
returns table (code text, full_name text, population int, covered int, coverage_rate float8) language sql stable as $$
  select area.code, area.full_name, line.population, line.covered, line.coverage_rate
  from peer.best(on_day) line join peer.area using (area_id) order by line.coverage_rate desc nulls last, area.code collate "C"
$$;

-- Without a cube: everybody who lives anywhere, on a day in one home at most, and has a card.
create function peer.covered_persons(on_day date) returns int language sql stable as $$
  select count(*)::int from public.residence home
  where home.valid_from <= on_day and on_day < home.valid_until and exists (
    select from public.enrolment card
    where card.person_id = home.person_id and card.valid_from <= on_day and on_day < card.valid_until
  )
$$;
