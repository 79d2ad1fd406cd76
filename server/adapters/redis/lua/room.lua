-- KEYS: a shard's outbox and dead letters. ARGV: notAfter · how many may wait. Replies: time · 'room' or 'full'
local waiting = redis.call('XLEN', KEYS[1]) + redis.call('XLEN', KEYS[2])
return { server_now, waiting < tonumber(ARGV[2]) and 'room' or 'full' }
