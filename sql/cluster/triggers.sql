select tolsel_core.guard_rows('tolsel_cluster.shard');
select tolsel_core.guard_rows('tolsel_cluster.placement');
