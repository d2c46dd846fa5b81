-- What the peers ask: coverage over the hub's own cube, as a team would write it for just these questions. The bench installs
-- it in a schema of its own. Plain SQL, so that the planner looks through every function.
drop schema if exists peer cascade;
create schema peer;

create function peer.areas_in(parent_code text, on_day date)
returns table (area_id int, code text, full_name text) language sql stable as $$
  select area.area_id, area.code, trim(area.unit_type || ' ' || area.name)
  from public.area upper_area
  join public.area_parent link on link.parent_id = upper_area.area_id and link.valid_from <= on_day and on_day < link.valid_until
  join public.area on area.area_id = link.area_id
  where upper_area.code = parent_code and area.valid_from <= on_day and on_day < area.valid_until
$$;

create function peer.communes(on_day date)
returns table (area_id int, code text, full_name text) language sql stable as $$
  select area_id, code, trim(unit_type || ' ' || name) from public.area
  where level = 3 and valid_from <= on_day and on_day < valid_until
$$;

create function peer.count_on(area int, on_day date)
returns table (population int, covered int) language sql stable as $$
  select coalesce(sum(n_all), 0)::int, coalesce(sum(n_cov), 0)::int from (
    select n_all, n_cov from public.coverage_cube where area_id = area and span = 0
      and bucket < extract(year from on_day)::int
    union all
    select n_all, n_cov from public.coverage_cube where area_id = area and span = 1
      and bucket >= extract(year from on_day)::int * 12
      and bucket < extract(year from on_day)::int * 12 + extract(month from on_day)::int - 1
    union all
    select n_all, n_cov from public.coverage_cube where area_id = area and span = 2
      and bucket >= date_trunc('month', on_day::timestamp)::date - date '1970-01-01'
      and bucket <= on_day - date '1970-01-01'
  ) change
$$;

create function peer.groups_on(area int, on_day date)
returns table (participant_group int, covered int) language sql stable as $$
  select part.participant_group, part.covered::int from (
    select sum(group_cov_0) as g0, sum(group_cov_1) as g1, sum(group_cov_2) as g2, sum(group_cov_3) as g3, sum(group_cov_4) as g4, sum(group_cov_5) as g5, sum(group_cov_6) as g6
    from (
      select group_cov_0, group_cov_1, group_cov_2, group_cov_3, group_cov_4, group_cov_5, group_cov_6
      from public.coverage_cube where area_id = area and span = 0
        and bucket < extract(year from on_day)::int
      union all
      select group_cov_0, group_cov_1, group_cov_2, group_cov_3, group_cov_4, group_cov_5, group_cov_6
      from public.coverage_cube where area_id = area and span = 1
        and bucket >= extract(year from on_day)::int * 12
        and bucket < extract(year from on_day)::int * 12 + extract(month from on_day)::int - 1
      union all
      select group_cov_0, group_cov_1, group_cov_2, group_cov_3, group_cov_4, group_cov_5, group_cov_6
      from public.coverage_cube where area_id = area and span = 2
        and bucket >= date_trunc('month', on_day::timestamp)::date - date '1970-01-01'
        and bucket <= on_day - date '1970-01-01'
    ) change
  ) summed cross join lateral (values (null::int, g0), (1, g1), (2, g2), (3, g3), (4, g4), (5, g5), (6, g6))
    part(participant_group, covered)
  where part.covered <> 0
$$;

-- Of all areas from the commune up, side by side, as the hub reads a whole level.
create function peer.counts_of_all(on_day date)
returns table (area_id int, population int, covered int) language sql stable as $$
  select area_id, sum(n_all)::int, sum(n_cov)::int from (
    select area_id, n_all, n_cov from public.coverage_cube where combos is not null and span = 0
      and bucket < extract(year from on_day)::int
    union all
    select area_id, n_all, n_cov from public.coverage_cube where combos is not null and span = 1
      and bucket >= extract(year from on_day)::int * 12
      and bucket < extract(year from on_day)::int * 12 + extract(month from on_day)::int - 1
    union all
    select area_id, n_all, n_cov from public.coverage_cube where combos is not null and span = 2
      and bucket >= date_trunc('month', on_day::timestamp)::date - date '1970-01-01'
      and bucket <= on_day - date '1970-01-01'
  ) change group by area_id
$$;

create function peer.target_on(area int, on_day date) returns float8 language sql stable as $$
  select value from public.target
  where area_id = area and measure = 'COVERAGE_RATE' and valid_from <= on_day and on_day <= due_on
  order by valid_from desc, due_on limit 1
$$;

-- The four questions, each as one list.
create function peer.totals(parent_code text, on_day date)
returns table (code text, full_name text, population int, covered int, coverage_rate float8) language sql stable as $$
  select part.code, part.full_name, count.population, count.covered, count.covered::float8 / nullif(count.population, 0)
  from peer.areas_in(parent_code, on_day) part cross join lateral peer.count_on(part.area_id, on_day) count
  order by part.code collate "C"
$$;

create function peer.gaps(parent_code text, on_day date)
returns table (code text, full_name text, population int, covered int, coverage_rate float8, target float8) language sql stable as $$
  select part.code, part.full_name, count.population, count.covered, count.covered::float8 / nullif(count.population, 0),
    peer.target_on(part.area_id, on_day)
  from peer.areas_in(parent_code, on_day) part cross join lateral peer.count_on(part.area_id, on_day) count
  order by part.code collate "C" limit 100
$$;

create function peer.best(on_day date)
returns table (code text, full_name text, population int, covered int, coverage_rate float8) language sql stable as $$
  select part.code, part.full_name, count.population, count.covered, count.covered::float8 / nullif(count.population, 0)
  from peer.communes(on_day) part join peer.counts_of_all(on_day) count using (area_id)
  order by 5 desc nulls last, part.code collate "C" limit 100
$$;

create function peer.by_group(parent_code text, on_day date)
returns table (code text, full_name text, participant_group int, covered int) language sql stable as $$
  select part.code, part.full_name, split.participant_group, split.covered
  from peer.areas_in(parent_code, on_day) part cross join lateral peer.groups_on(part.area_id, on_day) split
  order by part.code collate "C", split.participant_group limit 100
$$;
