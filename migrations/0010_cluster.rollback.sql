-- Undoes 0010_cluster: the catalogue is lost, and which shard this database is. Tenants keep their
-- numbers, and new ones go on in the steps that the shard has.

drop table tolsel_cluster.placement;
drop table tolsel_cluster.shard;
drop schema tolsel_cluster;
drop table tolsel_core.cluster_membership;
