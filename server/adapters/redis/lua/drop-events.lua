-- Events of records that are gone: some of a stream, from one event on. KEYS: an outbox or its dead letters.
-- ARGV: notAfter · after which event · how many · the records' names as JSON. Replies: time · the last event seen, or '' at the end
local names = {}
for _, name in ipairs(cjson.decode(ARGV[4])) do names[name] = true end
local last = ''
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[2], '+', 'COUNT', ARGV[3])) do
  if names[entry[2][2]] then redis.call('XDEL', KEYS[1], entry[1]) end
  last = entry[1]
end
return { server_now, last }
