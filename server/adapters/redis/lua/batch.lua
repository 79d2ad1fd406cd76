-- KEYS: a shard's batch. ARGV: notAfter. Replies: time · which batch is on its way to the records, or ''
return { server_now, redis.call('GET', KEYS[1]) or '' }
