-- KEYS: one of the machine that is asked. ARGV: notAfter. Replies: time
return { server_now }
