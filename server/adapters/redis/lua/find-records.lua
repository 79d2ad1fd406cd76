-- Whose records wait: some of a stream's events, the latest first. KEYS: an outbox or its dead letters · the outbox.
-- ARGV: notAfter · the latest event and the earliest, as XREVRANGE takes them · how many events · how many records are enough · account
-- references as JSON · how the names of the site's records begin
-- Replies: time · the first event seen and the last, or '' · {name, body, outcomes} …
local accounts = {}
for _, account in ipairs(cjson.decode(ARGV[6])) do accounts[account] = true end
local entries = redis.call('XREVRANGE', KEYS[1], ARGV[2], ARGV[3], 'COUNT', ARGV[4])
local reply, seen, last = { server_now, '', '' }, {}, ''
for _, entry in ipairs(entries) do
  local name = entry[2][2]
  if not seen[name] and string.sub(name, 1, #ARGV[7]) == ARGV[7] then
    seen[name] = true
    local record = KEYS[2] .. ':' .. name
    if accounts[redis.call('HGET', record, 'a')] then
      local known = redis.call('HMGET', record, 'b', 'o')
      reply[#reply + 1] = { name, known[1], known[2] }
    end
  end
  last = entry[1]
  if #reply - 3 >= tonumber(ARGV[5]) then break end
end
if last ~= '' then
  reply[2], reply[3] = entries[1][1], last
end
return reply
