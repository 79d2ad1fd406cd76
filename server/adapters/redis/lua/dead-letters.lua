-- Some of a shard's dead letters, from one on. KEYS: the dead letters. ARGV: notAfter · after which event · how many
-- Replies: time · {event, kind, the record's name, why} …
local reply = { server_now }
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[2], '+', 'COUNT', ARGV[3])) do
  local fields = entry[2]
  reply[#reply + 1] = { entry[1], fields[1], fields[2], fields[#fields] }
end
return reply
