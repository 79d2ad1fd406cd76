-- Takes a token's latest use back, where it is this one: its commit found a conflict on another machine of the Cluster.
-- KEYS: the report. ARGV: notAfter · the use as JSON. Replies: time
local known = redis.call('HMGET', KEYS[1], 'n', 'u')
local uses, use = known[2], ARGV[2]
if uses == use then
  redis.call('HDEL', KEYS[1], 'u')
  redis.call('HSET', KEYS[1], 'n', 0)
elseif uses and string.sub(uses, -#use - 1) == ',' .. use then
  redis.call('HSET', KEYS[1], 'n', known[1] - 1, 'u', string.sub(uses, 1, -#use - 2))
end
return { server_now }
