-- Events of records that are gone: some of a stream, from one event on. At its end what is left is written anew, where that is little:
-- Redis keeps the bytes of a deleted event until the others of its node, up to a hundred, are gone too.
-- KEYS: an outbox or its dead letters.
-- ARGV: notAfter · after which event · how many · the records' names as JSON. Replies: time · the last event seen, or '' at the end
local names = {}
for _, name in ipairs(cjson.decode(ARGV[4])) do names[name] = true end
local last = ''
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[2], '+', 'COUNT', ARGV[3])) do
  if names[entry[2][2]] then redis.call('XDEL', KEYS[1], entry[1]) end
  last = entry[1]
end
local left = redis.call('XLEN', KEYS[1])
if last == '' and left > 0 and left <= tonumber(ARGV[3]) then
  local newest
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then newest = info[i + 1] end
  end
  local entries = redis.call('XRANGE', KEYS[1], '-', '+')
  redis.call('DEL', KEYS[1])
  for _, entry in ipairs(entries) do redis.call('XADD', KEYS[1], entry[1], unpack(entry[2])) end
  redis.call('XSETID', KEYS[1], newest)
end
return { server_now, last }
