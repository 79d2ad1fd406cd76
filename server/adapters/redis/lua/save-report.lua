-- KEYS: the report · the list of its shard's reports, the newest first · the nonce (not in a Cluster: it lies elsewhere).
-- ARGV: notAfter · the report's name · its body · its life · how many the shard keeps · the nonce's life
-- Replies: time · 'saved', 'known' (it was there before) or 'nonce-used'
if KEYS[3] and not redis.call('SET', KEYS[3], '', 'NX', 'PX', ARGV[6]) then
  return { server_now, 'nonce-used' }
end
if redis.call('EXISTS', KEYS[1]) == 1 then return { server_now, 'known' } end
local list = KEYS[2]
redis.call('HSET', KEYS[1], 'b', ARGV[3], 'n', 0)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('LPUSH', list, ARGV[2])
redis.call('PEXPIRE', list, ARGV[4])
-- Beyond its bound the oldest goes. What expired by itself is struck off here: two looks a report keep up with that.
local over = redis.call('LLEN', list) - ARGV[5]
for _ = 1, 2 do
  local oldest = redis.call('LINDEX', list, -1)
  local key = list .. ':' .. oldest
  if over <= 0 and redis.call('EXISTS', key) == 1 then break end
  redis.call('RPOP', list)
  redis.call('UNLINK', key)
  over = over - 1
end
return { server_now, 'saved' }
