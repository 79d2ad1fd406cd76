-- KEYS: where the record may lie. ARGV: notAfter · the fields, the first of which every record has.
-- Replies: time · which key, from 1, or 0 · the fields
for i, key in ipairs(KEYS) do
  local fields = redis.call('HMGET', key, unpack(ARGV, 2))
  if fields[1] then return { server_now, i, unpack(fields) } end
end
return { server_now, 0 }
