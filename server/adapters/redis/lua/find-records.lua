-- Whose records wait: some of a stream, from one event on. KEYS: an outbox or its dead letters · the outbox.
-- ARGV: notAfter · after which event · how many · how many records are enough · account references as JSON · how
-- the names of the site's records begin
-- Replies: time · the last event seen, or '' at the end · {name, body} …
local accounts = {}
for _, account in ipairs(cjson.decode(ARGV[5])) do accounts[account] = true end
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[2], '+', 'COUNT', ARGV[3])
local reply, seen, last = { server_now, '' }, {}, ''
for _, entry in ipairs(entries) do
  local name = entry[2][2]
  if not seen[name] and string.sub(name, 1, #ARGV[6]) == ARGV[6] then
    seen[name] = true
    local record = redis.call('HMGET', KEYS[2] .. ':' .. name, 'a', 'b')
    if accounts[record[1]] then reply[#reply + 1] = { name, record[2] } end
  end
  last = entry[1]
  if #reply - 2 >= tonumber(ARGV[4]) then break end
end
if last ~= '' then reply[2] = last end
return reply
