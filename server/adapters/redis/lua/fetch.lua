-- The events at the head of a shard's outbox, for who has its lease; takes the lease where it may, and renews it.
-- KEYS: the outbox · its lease · its batch. ARGV: notAfter · who asks · the lease's life · may it be taken (1, 0) · how many · the batch
-- Replies: time · 'mine', 'free' or 'held' · {id, 'screening' or 'restored', name, body, salt, sealed, account, head} or {id, 'outcome', name, n, body} …
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[2] then return { server_now, 'held' } end
if not holder and ARGV[4] ~= '1' then return { server_now, 'free' } end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
local reply = { server_now, 'mine' }
for i, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[5])) do
  local id, fields = entry[1], entry[2]
  local kind, name = fields[1], fields[2]
  if kind == 'outcome' then
    reply[i + 2] = { id, kind, name, fields[4], fields[6] }
  else
    reply[i + 2] = { id, kind, name, unpack(redis.call('HMGET', KEYS[1] .. ':' .. name, 'b', 'p', 's', 'a', 'h')) }
  end
end
if #reply > 2 then redis.call('SET', KEYS[3], ARGV[6], 'PX', ARGV[3]) end
return reply
