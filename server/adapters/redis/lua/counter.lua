-- core/subjects/counter.ts, to the letter. Kept as steps, `{t0, n0, t1 - t0, n1, …}`: small numbers are few bytes.
local UNIT_MS = 30000
local DROPPED_AFTER = 89280
local FUTURE_MAX = 2880

local function width_at(age)
  if age < 11 then return 1 end
  if age < 130 then return 10 end
  if age < 3000 then return 120 end
  return 2880
end

-- In place: what is read is ahead of what is written, while no bucket is later than now.
local function add_to_counter(steps, now, by)
  local unit = math.floor(now / UNIT_MS)
  local later -- buckets that a clock ahead of ours began
  local size, last, t = 0, 0, 0
  for i = 1, #steps, 2 do
    t = t + steps[i]
    local n, age = steps[i + 1], unit - t
    if age < 0 then
      if age >= -FUTURE_MAX then
        later = later or {}
        later[#later + 1] = t
        later[#later + 1] = n
      end
    elseif age < DROPPED_AFTER then
      local aligned = age < 11 and t or t - t % width_at(age)
      if size > 0 and aligned == last then
        steps[size] = steps[size] + n
      else
        steps[size + 1] = aligned - last
        steps[size + 2] = n
        size = size + 2
        last = aligned
      end
    end
  end
  if size > 0 and unit == last then
    steps[size] = steps[size] + by
  else
    steps[size + 1] = unit - last
    steps[size + 2] = by
    size = size + 2
    last = unit
  end
  for i = 1, later and #later or 0, 2 do
    steps[size + 1] = later[i] - last
    steps[size + 2] = later[i + 1]
    size = size + 2
    last = later[i]
  end
  for i = #steps, size + 1, -1 do steps[i] = nil end
  return steps
end

-- Writes the sums of the four windows, the shortest first, from out[at] on.
local function read_counter(steps, now, out, at)
  local a, b, c, d = 0, 0, 0, 0
  if steps then
    local unit = math.floor(now / UNIT_MS)
    local t = 0
    for i = 1, #steps, 2 do
      t = t + steps[i]
      local age = unit - t
      if age >= 3000 then
        if age < DROPPED_AFTER then d = d + steps[i + 1] end
      elseif age >= 130 then
        c = c + steps[i + 1]
      elseif age >= 11 then
        b = b + steps[i + 1]
      elseif age >= -FUTURE_MAX then
        a = a + steps[i + 1]
      end
    end
  end
  b = a + b
  c = b + c
  out[at], out[at + 1], out[at + 2], out[at + 3] = a, b, c, c + d
end
