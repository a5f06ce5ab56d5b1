select tolsel_core.close_rows('tolsel_cluster.shard');
select tolsel_core.restrict_readers('tolsel_cluster.placement');
