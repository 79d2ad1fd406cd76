-- Every script begins with this. ARGV[1] is when its caller gives up, in this server's own time: what comes later than that (the
-- server was stopped, or the network held it back) is not carried out. Every reply begins with this server's time.
local clock = redis.call('TIME')
local server_now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if server_now > tonumber(ARGV[1]) then
  return { server_now, 'late' }
end
