component a { include "x.mspec" }
