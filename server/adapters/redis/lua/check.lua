-- A real write, where a screening would be written. KEYS: the check's, and for each shard its outbox and dead letters.
-- ARGV: notAfter · how many may wait. Replies: time · 'room' or 'full'
redis.call('SET', KEYS[1], server_now, 'PX', 60000)
for i = 2, #KEYS, 2 do
  if redis.call('XLEN', KEYS[i]) + redis.call('XLEN', KEYS[i + 1]) >= tonumber(ARGV[2]) then
    return { server_now, 'full' }
  end
end
return { server_now, 'room' }
