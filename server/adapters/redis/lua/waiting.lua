-- KEYS: for each shard its outbox and dead letters. ARGV: notAfter
-- Replies: time · for each shard: events that wait, dead letters, ms that the oldest event waits
local reply = { server_now }
for i = 1, #KEYS, 2 do
  local oldest = redis.call('XRANGE', KEYS[i], '-', '+', 'COUNT', 1)[1]
  local since = oldest and tonumber(string.match(oldest[1], '^%d+')) or server_now
  reply[#reply + 1] = redis.call('XLEN', KEYS[i])
  reply[#reply + 1] = redis.call('XLEN', KEYS[i + 1])
  reply[#reply + 1] = math.max(0, server_now - since)
end
return reply
