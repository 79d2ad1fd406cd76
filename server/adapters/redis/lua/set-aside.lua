-- An event that cannot be moved goes to the dead letters; its record counts them, and stays until they were put back.
-- KEYS: the outbox · its dead letters. ARGV: notAfter · the event · why. Replies: time
local entry = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])[1]
if entry then
  local fields = entry[2]
  fields[#fields + 1] = 'because'
  fields[#fields + 1] = ARGV[3]
  redis.call('XADD', KEYS[2], '*', unpack(fields))
  redis.call('XDEL', KEYS[1], ARGV[2])
  local record = KEYS[1] .. ':' .. fields[2]
  if redis.call('EXISTS', record) == 1 then redis.call('HINCRBY', record, 'd', 1) end
end
return { server_now }
