-- One commune on a day: its row, its months, and its parts by class and by group, from the same cube by the same short cuts. What
-- hangs on the row is a computed column for PostGraphile, a statement for the others.
create view peer.class_row as
select null::text as household_class, null::int as population, null::int as covered where false;

create function peer.counted(area int, on_day date) returns table (population int, covered int) language sql stable as $$
  select coalesce(sum(n_all), 0)::int, coalesce(sum(n_cov), 0)::int
  from peer.buckets(on_day) b cross join lateral (
    select n_all, n_cov from public.coverage_cube where area_id = area and span = 0 and bucket < b.years_until
    union all
    select n_all * b.month_sign, n_cov * b.month_sign from public.coverage_cube
    where area_id = area and span = 1 and bucket >= b.months_from and bucket < b.months_until
    union all
    select n_all * b.day_sign, n_cov * b.day_sign from public.coverage_cube
    where area_id = area and span = 2 and bucket >= b.days_from and bucket < b.days_until
  ) change
$$;

create function peer.coverage_of(area_code text, on_day date) returns peer.coverage_row language sql stable as $$
  select area.area_id, null::int, on_day, population, covered, covered::float8 / nullif(population, 0)
  from public.area cross join lateral peer.counted(area.area_id, on_day)
  where area.code = area_code and area.valid_from <= on_day and on_day < area.valid_until
$$;

-- The ends of the months in [since, until).
create function peer.trend_of(area int, since date, until date) returns setof peer.coverage_row
language sql stable as $$
  select area, null::int, month.on_day, population, covered, covered::float8 / nullif(population, 0)
  from (
    select (month + interval '1 month')::date - 1 as on_day
    from generate_series(date_trunc('month', since::timestamp), until::timestamp, interval '1 month') month offset 0
  ) month cross join lateral peer.counted(area, month.on_day)
  where since <= month.on_day and month.on_day < until
  order by month.on_day
$$;

create function peer.classes_of(area int, on_day date) returns setof peer.class_row language sql stable as $$
  select (array['POOR', 'NEAR_POOR', 'MIDDLE_INCOME_FARMING', 'OTHER'])[class], population::int, coalesce(covered, 0)::int
  from (
    select sum(class_all_0 * sign) as a0, sum(class_all_1 * sign) as a1, sum(class_all_2 * sign) as a2, sum(class_all_3 * sign) as a3,
      sum(class_all_4 * sign) as a4, sum(class_cov_0 * sign) as c0, sum(class_cov_1 * sign) as c1, sum(class_cov_2 * sign) as c2,
      sum(class_cov_3 * sign) as c3, sum(class_cov_4 * sign) as c4
    from peer.buckets(on_day) b cross join lateral (
      select 1 as sign, class_all_0, class_all_1, class_all_2, class_all_3, class_all_4,
        class_cov_0, class_cov_1, class_cov_2, class_cov_3, class_cov_4
      from public.coverage_cube where area_id = area and span = 0 and bucket < b.years_until
      union all
      select b.month_sign, class_all_0, class_all_1, class_all_2, class_all_3, class_all_4,
        class_cov_0, class_cov_1, class_cov_2, class_cov_3, class_cov_4
      from public.coverage_cube where area_id = area and span = 1 and bucket >= b.months_from and bucket < b.months_until
      union all
      select b.day_sign, class_all_0, class_all_1, class_all_2, class_all_3, class_all_4,
        class_cov_0, class_cov_1, class_cov_2, class_cov_3, class_cov_4
      from public.coverage_cube where area_id = area and span = 2 and bucket >= b.days_from and bucket < b.days_until
    ) change
  ) summed cross join lateral (values (1, a1, c1), (2, a2, c2), (3, a3, c3), (4, a4, c4), (null, a0, c0))
    split(class, population, covered)
  where population <> 0
$$;

create function peer.groups_of(area int, on_day date) returns setof peer.group_row language sql stable as $$
  select area, split.participant_group, split.covered::int
  from (
    select sum(group_cov_0 * sign) as g0, sum(group_cov_1 * sign) as g1, sum(group_cov_2 * sign) as g2, sum(group_cov_3 * sign) as g3,
      sum(group_cov_4 * sign) as g4, sum(group_cov_5 * sign) as g5, sum(group_cov_6 * sign) as g6
    from peer.buckets(on_day) b cross join lateral (
      select 1 as sign, group_cov_0, group_cov_1, group_cov_2, group_cov_3, group_cov_4, group_cov_5, group_cov_6
      from public.coverage_cube where area_id = area and span = 0 and bucket < b.years_until
      union all
      select b.month_sign, group_cov_0, group_cov_1, group_cov_2, group_cov_3, group_cov_4, group_cov_5, group_cov_6
      from public.coverage_cube where area_id = area and span = 1 and bucket >= b.months_from and bucket < b.months_until
      union all
      select b.day_sign, group_cov_0, group_cov_1, group_cov_2, group_cov_3, group_cov_4, group_cov_5, group_cov_6
      from public.coverage_cube where area_id = area and span = 2 and bucket >= b.days_from and bucket < b.days_until
    ) change
  ) summed cross join lateral (values (1, g1), (2, g2), (3, g3), (4, g4), (5, g5), (6, g6), (null, g0))
    split(participant_group, covered)
  where split.covered <> 0
$$;

create function peer.coverage_row_trend(line peer.coverage_row, since date, until date) returns setof peer.coverage_row
language sql stable as $$ select * from peer.trend_of(line.area_id, since, until) $$;

create function peer.coverage_row_by_class(line peer.coverage_row) returns setof peer.class_row
language sql stable as $$ select * from peer.classes_of(line.area_id, line.on_day) $$;

create function peer.coverage_row_by_group(line peer.coverage_row) returns setof peer.group_row
language sql stable as $$ select * from peer.groups_of(line.area_id, line.on_day) $$;
