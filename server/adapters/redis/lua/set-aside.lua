-- An event that cannot be moved goes to the dead letters, its record stays. KEYS: the outbox · its dead letters.
-- ARGV: notAfter · the event · why. Replies: time
local entry = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])[1]
if entry then
  local fields = entry[2]
  fields[#fields + 1] = 'because'
  fields[#fields + 1] = ARGV[3]
  redis.call('XADD', KEYS[2], '*', unpack(fields))
  redis.call('XDEL', KEYS[1], ARGV[2])
end
return { server_now }
